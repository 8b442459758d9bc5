"""What starts by the clock. Times are UTC; a job that was missed while nothing ran starts once, when a worker is back."""

from datetime import time, timedelta

from commonground.api.tasks import clean_replies
from commonground.campaigns.escalation.tasks import step_up_overdue
from commonground.campaigns.kickoff.tasks import plan_due_calls
from commonground.campaigns.signature.tasks import enter_due_versions
from commonground.campaigns.upload.tasks import clean_uploads
from commonground.creative.run.tasks import end_runs
from commonground.kit.work.rules import Job
from commonground.people.notice.tasks import send_notices
from commonground.people.webhook.tasks import tend_webhooks
from commonground.project.tasks import clean_sessions, clean_tasks

SCHEDULE = (
    Job("people.notices", send_notices, every=timedelta(minutes=5)),
    Job("campaigns.agreements", enter_due_versions, every=timedelta(hours=1)),
    Job("people.webhooks", tend_webhooks, every=timedelta(minutes=1)),
    Job("campaigns.calls", plan_due_calls, every=timedelta(minutes=15)),
    Job("campaigns.escalations", step_up_overdue, every=timedelta(minutes=1)),
    Job("creative.runs", end_runs, every=timedelta(minutes=5)),
    Job("campaigns.uploads", clean_uploads, at=time(3, 10)),
    Job("api.replies", clean_replies, at=time(3, 15)),
    Job("project.sessions", clean_sessions, at=time(3, 20)),
    Job("project.tasks", clean_tasks, at=time(3, 30)),
)

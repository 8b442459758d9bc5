"""Words by which the header and the cells of somebody's plan say what they are."""

from commonground.engines.raci.matrix import normalised
from commonground.engines.roadmap.plan import State

COLUMNS = {
    "number": "#|no|nr|num|number|nummer|id|wbs|ref|pos|n°|№",
    "title": "deliverable|deliverables|task|tasks|task name|activity|activities|item|work package|step|action|name|what"
    "|ergebnis|aufgabe|arbeitspaket|livrable|tâche|entregable|tarea",
    "milestone": "milestone|milestones|is milestone|meilenstein|jalon|hito",
    "kind": "kind|type|art",
    "phase": "phase|phases|stage|workstream|section|category|etappe|étape|fase",
    "organisation": "organisation|organization|owner organisation|owner organization|owning organisation"
    "|owning organization|responsible organisation|responsible organization|company|partner|party|firma|unternehmen"
    "|société|empresa",
    "owner": "owner|owner person|person|responsible|responsible person|assignee|assigned to|who|lead|owned by"
    "|verantwortlich|zuständig|responsable",
    "reviewer": "reviewer|approver|reviewed by|accepted by|approved by|signed off by|sign off|prüfer|abnahme durch",
    "acceptance": "acceptance criteria|acceptance criterion|acceptance|criteria|definition of done|done when"
    "|abnahmekriterien|critères d acceptation",
    "start": "start|start date|starts|starts on|begin|begins|from|not before|earliest start|beginn|début|inicio",
    "due": "due|due date|due on|deadline|finish|finish date|end|end date|ends on|target date|target|date|by|until|when"
    "|planned end|planned finish|fällig|fällig am|termin|ende|échéance|fin|fecha",
    "duration": "duration|duration days|duration working days|days|working days|workdays|length|dauer|tage|durée"
    "|duración",
    "depends_on": "depends on|dependencies|dependency|predecessor|predecessors|after|blocked by|waits for|requires"
    "|abhängig von|vorgänger|dépend de|depende de",
    "state": "state|status|progress|complete|percent complete|stand|statut|estado",
    "delivered_on": "delivered on|delivered|done on|done|completed on|completed|actual finish|actual end|handed over"
    "|geliefert am|erledigt|livré le",
    "accepted_on": "accepted on|accepted|approved on|signed off on|abgenommen am|accepté le",
    "raci_row": "raci row|raci|raci task",
    "key": "key",
}
KIND_OF_COLUMN = {phrase: kind for kind, phrases in COLUMNS.items() for phrase in phrases.split("|")}

PREAMBLE = {
    "launch": "launch|launch date|launch day|go live|go live date|livegang|start der kampagne|lancement|lanzamiento",
    "start": "start|start date|start of work|work starts|first day|first day of work|project start|beginn|début",
    "phase": "phase",
}
KIND_OF_LINE = {phrase: kind for kind, phrases in PREAMBLE.items() for phrase in phrases.split("|")}

STATES = {
    State.PLANNED: "planned|open|not started|to do|todo|new|backlog|upcoming|scheduled|offen|geplant|0",
    State.IN_PROGRESS: "in progress|started|doing|ongoing|wip|in work|active|working|under way|underway|begonnen"
    "|in arbeit|en cours|en curso",
    State.DELIVERED: "delivered|done|complete|completed|finished|closed|handed over|in review|ready for review|geliefert"
    "|erledigt|fertig|livré|hecho|100",
    State.ACCEPTED: "accepted|approved|signed off|abgenommen|freigegeben|accepté|aceptado",
    State.RETURNED: "returned|rejected|rework|changes requested|reopened|zurückgegeben|abgelehnt",
}
STATE_OF = {phrase: state for state, phrases in STATES.items() for phrase in phrases.split("|")}

YES = frozenset(["yes", "y", "x", "true", "ja", "oui", "sí", "si", "1", "✓", "✔", "☑", "done"])
NO = frozenset(["no", "n", "false", "nein", "non", "0", "-", "–", "—"]) | {""}
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january januar",
            "feb february februar",
            "mar march mär märz mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ],
        start=1,
    )
    for name in names.split()
}


def column_kind(header: str) -> str:
    """What a column holds, by its header: "" when that is none of the known words."""
    name = normalised(header)
    if name in KIND_OF_COLUMN:
        return KIND_OF_COLUMN[name]
    plain = normalised(header.partition("(")[0])
    return KIND_OF_COLUMN.get(plain, "") if plain else ""


def line_kind(label: str) -> str:
    """What a line above the table says: launch, start or phase, "" for anything else."""
    return KIND_OF_LINE.get(normalised(label), "")

"""`python -m commonground` is the console command."""

from commonground.cli import app

app()

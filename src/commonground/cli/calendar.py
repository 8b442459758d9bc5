"""`commonground calendar`: the days of a roadmap as a calendar file, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from commonground.cli.roadmap import Country, File, Table, calendars_for, read, refuse, write
from commonground.engines.errors import EngineError
from commonground.engines.roadmap.ics import feed
from commonground.engines.worktime import calendar_of
from commonground.kit import clock

app = typer.Typer(add_completion=False)


@app.command()
def calendar(
    file: File,
    out: Annotated[Path, typer.Option("--out", help="Where to write the calendar, as roadmap.ics.")],
    table: Table = None,
    country: Country = "",
) -> None:
    """Write the due days and the launch of a roadmap as an iCalendar file. With --country, due days on which nobody
    works there are named."""
    found = read(file, table)
    roadmap = found.roadmap
    calendars = calendars_for(country, roadmap, clock.today()) if country else {}
    for one in roadmap.deliverables:
        if country and one.due and not calendar_of(one.organisation, calendars).is_working(one.due):
            typer.echo(f"“{one.title}” is due on a day off: {one.due.isoformat()}.", err=True)
    for miss in found.not_understood:
        typer.echo(f"Not taken over: “{miss.value}” ({miss.where}). {miss.why}", err=True)
    try:
        data = feed(roadmap, file.stem, uid=f"{file.stem}.commonground", stamp=clock.now())
    except EngineError as error:
        refuse(f"{file.name}: {error}")
    write(out, data)

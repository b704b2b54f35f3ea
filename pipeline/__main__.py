"""The command line: one command a function, in the order in which ``--help`` lists them."""

from __future__ import annotations

import os

import typer

from pipeline.cli.commands import building, curating, pages, releasing

# Nothing here speaks to anybody. Set before any library looks at it.
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["DVC_NO_ANALYTICS"] = "1"

app = typer.Typer(
    help="Builds the dataset, and reads any page the way the dataset does.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
COMMANDS = (
    *(building.run, pages.extract, pages.repair, pages.evaluate),
    *(building.lint, building.summary, building.docs, building.readme),
    *(curating.review, curating.add_page, curating.withdraw),
    *(releasing.diff, releasing.bump, releasing.release),
)
for command in COMMANDS:
    app.command(command.__name__.replace("_", "-"))(command)

if __name__ == "__main__":
    app()

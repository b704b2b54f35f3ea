"""Data Docs: the HTML that great-expectations makes of its results, without remote calls and without chance."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

from pipeline.check.expectations import Frames, Schemas, quiet_context, suites
from pipeline.check.rules import Verdict

TIME = "1980-01-01T00:00:00+00:00"  # names the run; the real one would change every page
STAMP = "19800101T000000.000000Z"

IMAGE = re.compile(r"<img[^>]*https?://[^>]*>", re.S)  # one of them is a tracking pixel
REMOTE = re.compile(r"""<(script|link)\b[^>]*?(?:src|href)=["']?(?:https?:)?//[^>]*>(?:\s*</script>)?""", re.S)
STYLE = re.compile(r"""url\(\s*["']?(?:https?:)?//[^)]*\)""")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIMES = re.compile(r"20\d{6}T\d{6}\.\d{6}Z")
DATES = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?UTC|Z|\+00:00)?")


def build(folder: str, frames: Frames, schemas: Schemas, verdicts: Iterable[Verdict]) -> None:
    """Validate again, at leisure, and write Data Docs below ``folder``; then run :func:`clean` on each page."""
    gx, context = quiet_context()
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": os.path.abspath(folder)}
    site = {"class_name": "SiteBuilder", "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"}}
    context.add_data_docs_site("site", {**site, "store_backend": store})
    source = context.data_sources.add_pandas("tables")
    for name, frame, expectations in suites(frames, schemas, verdicts):
        batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("all")
        suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=expectations))
        definition = gx.ValidationDefinition(name=name, data=batch, suite=suite)
        context.validation_definitions.add(definition)
        run = gx.core.run_identifier.RunIdentifier(run_name=name, run_time=TIME)
        definition.run(batch_parameters={"dataframe": frame}, run_id=run)
    context.build_data_docs()


def clean(page: str) -> str:
    """A page without remote scripts, styles and images, and with random ids and times replaced by fixed ones.

    >>> clean("<link href='https://cdn.x/y.css'><img src='https://x/p.gif?t=1'><p style='background: url(//x/z)'>")
    "<p style='background: none'>"
    """
    ids: dict[str, str] = {}
    page = STYLE.sub("none", REMOTE.sub("", IMAGE.sub("", page)))
    page = UUID.sub(lambda hit: ids.setdefault(hit[0], f"id{len(ids):04d}"), page)
    return DATES.sub(TIME, TIMES.sub(STAMP, page))

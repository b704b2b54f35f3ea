"""mappings.sssom.tsv: the outside identifiers in the form that mapping tools exchange (SSSOM)."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pandas as pd

COLUMNS = ("subject_id", "subject_label", "predicate_id", "object_id", "mapping_justification", "comment")


def sssom_bytes(frames: Mapping[str, pd.DataFrame], package: Mapping) -> bytes:
    """The mapping set of the table ``identifiers``, its prefixes declared in the head, sorted.

    Predicates and the address under which our own entries go are those of ``x_sssom`` in package.yaml.
    """
    told = package["x_sssom"]
    labels = {
        (type, row[f"{type}_id"]): row["preferred_name"]
        for type, table in told["entries"].items()
        for row in frames[table].to_dict("records")
    }
    rows = []
    for row in frames["identifiers"].to_dict("records"):
        entry = (row["entry_type"], row["entry_id"])
        subject, predicate = f"{told['prefix']}.{entry[0]}:{entry[1]}", told["predicates"][row["predicate"]]
        comment = f"read in: {row['mapping_source']}"
        rows.append((subject, labels[entry], predicate, row["identifier"], row["justification"], comment))
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in [COLUMNS, *sorted(rows)]]
    return "\n".join([*_head(frames["identifier_prefixes"], package), *lines, ""]).encode("utf-8")


def _head(prefixes: pd.DataFrame, package: Mapping) -> list[str]:
    told = package["x_sssom"]
    ours = {f"{told['prefix']}.{type}": f"{told['namespace']}{type}:" for type in told["entries"]}
    outside = dict(zip(prefixes["prefix"].tolist(), prefixes["uri_prefix"].tolist(), strict=True))
    head = {
        "mapping_set_id": f"{told['namespace']}mappings",
        "mapping_set_title": f"{package['title']}: identifiers",
        "mapping_set_version": package["version"],
        "license": package["licenses"][0]["path"],
    }
    lines = [f"#{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    curies = sorted({**told["curies"], **outside, **ours}.items())
    return [*lines, "#curie_map:", *(f"#  {prefix}: {json.dumps(address)}" for prefix, address in curies)]

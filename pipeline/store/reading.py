"""Reading, strict: bytes are decoded as UTF-8 or refused, nothing is guessed."""

from __future__ import annotations

import csv
import io
import json
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from pipeline.records import Fault, Faults

from .paths import list_files


class Row(dict[str, str]):
    """One row of a CSV file; ``line`` is where it starts in the file (the header is line 1)."""

    def __init__(self, cells: Mapping[str, str], line: int):
        super().__init__(cells)
        self.line = line


def read_bytes(path: Path | str) -> bytes:
    """The bytes of a regular file. A missing, unreadable or special file (a pipe would hang) is a Fault."""
    path = Path(path)
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Fault("not_a_file", str(path), "this is not a regular file", "put a plain file in its place")
        return path.read_bytes()
    except FileNotFoundError:
        raise Fault("file_missing", str(path), "the file is not there", "restore it or take its name out") from None
    except OSError as error:
        raise Fault("file_unreadable", str(path), error.strerror or str(error), "mend the file's rights") from None


def read_text(path: Path | str) -> str:
    """Text in UTF-8 without byte-order mark or NUL; line ends are kept as they are. Anything else is a Fault."""
    data = read_bytes(path)
    remedy = "save it as UTF-8 without a byte-order mark"
    if data.startswith(b"\xef\xbb\xbf"):
        raise Fault("byte_order_mark", f"{path}:1", "the file starts with a byte-order mark", remedy)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Fault("not_utf8", f"{path}:{line}", f"byte 0x{data[error.start]:02x} is not UTF-8", remedy) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise Fault("not_text", f"{path}:{line}", "the file holds a NUL character", "delete the character")
    return text


def read_csv_rows(path: Path | str) -> list[Row]:
    """The rows of a CSV file as text, each with its line number. All misshapen rows are listed at once (Faults)."""
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[Row] = []
    faults: list[Fault] = []
    start = 2
    try:
        header = _header(path, next(reader, []))
        for cells in reader:
            if len(cells) == len(header):
                rows.append(Row(dict(zip(header, cells, strict=True)), start))
            else:
                problem = f"{len(cells)} cells where the header has {len(header)}"
                faults.append(Fault("csv_shape", f"{path}:{start}", problem, "quote cells that hold a comma"))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(Fault("csv_syntax", f"{path}:{start}", str(error), "mend the quotes of this row"))
    if faults:
        raise Faults(faults)
    return rows


def _header(path: Path | str, names: list[str]) -> list[str]:
    if not names or len(set(names)) < len(names) or not all(map(str.strip, names)):
        problem = f"the header lacks names or has one twice: {names}"
        raise Fault("csv_header", f"{path}:1", problem, "give it a first line that names each column once")
    return names


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # the C parser is ten times as fast
    """Safe YAML in which a key stands once and only true and false are booleans (``no`` and ``on`` are words)."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        seen = set()
        for key, _ in node.value:
            if str(key.value) in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} twice", key.start_mark)
            seen.add(str(key.value))
        return super().construct_mapping(node, deep)


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != _BOOL] for first, pairs in _Loader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), ["t", "f"])


def read_yaml(path: Path | str) -> Any:
    """The content of a YAML file, loaded safely. Bad syntax or a doubled key is a Fault with its line."""
    text = read_text(path)
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - the loader derives from SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise Fault("yaml_syntax", where, getattr(error, "problem", None) or str(error), "mend this line") from None


def read_jsonl(path: Path | str, of: type | None = None) -> Iterator[Any]:
    """The records of a JSON Lines file; with ``of`` (a record class) types are checked and records are built."""
    build: Callable[[bytes], Any] = json.loads
    if of is not None:
        from pydantic import TypeAdapter  # here, since most runs of the command line never need it

        build = TypeAdapter(of).validate_json
    for number, line in enumerate(read_bytes(path).splitlines(), 1):
        try:
            yield build(line)
        except ValueError as error:
            problem = " ".join(str(error).split())[:200]
            raise Fault("bad_record", f"{path}:{number}", problem, "delete build/ and run again") from None


def read_tree(folder: Path | str, skip: Iterable[str] = ()) -> dict[str, bytes]:
    """Name (with ``/``) to bytes of every file below a folder; top-level names in ``skip`` are left out."""
    files = ((path.relative_to(folder), path) for path in list_files(folder))
    return {name.as_posix(): read_bytes(path) for name, path in files if name.parts[0] not in set(skip)}

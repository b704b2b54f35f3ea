"""The fuzzer itself needs a library that the suite does not."""

collect_ignore = ["fuzz.py"]

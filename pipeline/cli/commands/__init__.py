"""The commands: what each takes and what it says of itself; what it does stands in the modules it calls.

Those are imported only when the command runs, so that none pays for the libraries of another.
"""

from pathlib import Path

ROOT = Path(".")

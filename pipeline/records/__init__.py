"""The ground every step stands on: small frozen records and their meaning.

Nothing here opens a file or imports another part of the project. Offsets are
Unicode code points, end exclusive. *Stored* offsets count in a document's text
layer; *view* offsets count in the repaired view of it (see :class:`View`).
"""

from .claims import MAX_QUOTE, Candidate, Evidence, Mention, Page
from .documents import Block, Document
from .faults import Fault, Faults
from .repairs import APPLIED, HARMS, Repair, View
from .vocabulary import ENTRY_TYPES, Decision, Entry, Name, Term, Vocabulary

__all__ = [
    "APPLIED", "ENTRY_TYPES", "HARMS", "MAX_QUOTE", "Block", "Candidate", "Decision", "Document", "Entry", "Evidence",
    "Fault", "Faults", "Mention", "Name", "Page", "Repair", "Term", "View", "Vocabulary",
]  # fmt: skip

"""
Who may see what, records for researchers, and what stays when somebody leaves.

Nothing here hides anything in a file: it makes another document, which holds less.
"""

from __future__ import annotations

from polyagree.privacy.view import view_as

__all__ = ["view_as"]

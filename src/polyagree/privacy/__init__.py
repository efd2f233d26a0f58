"""
Who may see what, records for researchers, and what stays when somebody leaves.

Nothing here changes a file, or hides anything in one: each function makes another
document, which holds less.
"""

from __future__ import annotations

from polyagree.privacy.forgetting import Forgotten, forget
from polyagree.privacy.pseudonyms import LEFT_OUT, Texts, pseudonymize
from polyagree.privacy.view import view_as

__all__ = ["LEFT_OUT", "Forgotten", "Texts", "forget", "pseudonymize", "view_as"]

"""REP: how people mend what was broken."""

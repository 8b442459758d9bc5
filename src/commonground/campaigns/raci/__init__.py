"""The responsibility matrix of a campaign: imported, checked, mended, countersigned, reviewed."""

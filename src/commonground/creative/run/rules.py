"""How large a log may be here."""

MOST_BYTES = 25_000_000
TOO_LARGE = "At most 25 MB here; the command line takes any size."

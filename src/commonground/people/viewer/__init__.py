"""Who is looking, and for which organisation: what every query takes first."""

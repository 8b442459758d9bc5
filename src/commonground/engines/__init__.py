"""The product's own methods, on plain values: no Django, no I/O, no clock, no global random."""

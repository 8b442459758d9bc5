"""The whole team in one room: the kick-off, the calls that follow, and what was understood and decided there."""

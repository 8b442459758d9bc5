"""Facts known at serving time, the placements they are needed on, and who passes which of them there."""

"""An organisation's private notes inside shared things."""

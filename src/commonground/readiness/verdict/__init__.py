"""The verdict that lists show, kept until something that it rests on has changed."""

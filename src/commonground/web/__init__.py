"""The frame that every page stands in: shell, components, icons, styles, and the places where apps above add theirs."""

"""The values that the stages hand to each other: frozen, and importing nothing of ours."""

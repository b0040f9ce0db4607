"""What Java, Kotlin and C# have in common: types with annotated members."""

"""The rule language: safe YAML with positions, condition lines, types. It knows no file layout and no case."""

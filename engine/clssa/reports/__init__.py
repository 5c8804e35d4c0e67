"""Reports: one findings model, one short file per format."""

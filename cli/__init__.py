"""The command line: `regioscope datasets`, `regioscope indicators` and `regioscope compute`."""

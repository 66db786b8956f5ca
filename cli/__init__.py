"""The command line: `regioscope datasets`, `regioscope indicators`, `regioscope compute`."""

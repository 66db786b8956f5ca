"""The processing module: tables in, numbers out; it knows neither the screen nor the network."""

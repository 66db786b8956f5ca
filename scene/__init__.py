"""What a view says and how it is drawn, as values: words, headline, classes, the message to the map; no page."""

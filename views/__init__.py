"""The pages and the widgets that they share; with `app.py` the only place that knows Streamlit."""

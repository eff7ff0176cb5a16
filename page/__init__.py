"""The web page: `desk` answers for the library, `blocks` lays out the chat, `app` serves both. `ui.py` starts it."""

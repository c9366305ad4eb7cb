"""Paper: tagged PDFs (PDF/UA-1) typeset from plain data, in black on white that survives a grey printer."""

"""How Sphinx makes a site of the pages. Nothing is fetched while it does."""

from importlib import metadata

project = "polyagree"
author = "The polyagree developers"
copyright = author
try:
    release = metadata.version("polyagree")
except metadata.PackageNotFoundError:
    # Built from a checkout that nobody installed.
    release = ""

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_copybutton"]
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "polyagree"
html_show_sourcelink = False
html_show_copyright = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_class_signature = "separated"
napoleon_custom_sections = [("Source", "notes_style")]

# The prompt is not part of what somebody wants to type.
copybutton_prompt_text = r"\$ |>>> |\.\.\. "
copybutton_prompt_is_regexp = True

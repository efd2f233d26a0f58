"""How Sphinx makes a site of the pages. Nothing is fetched while it does."""

from importlib import metadata

from pygments.lexers.special import TextLexer

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
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
# Fields are told in the docstring of their class.
napoleon_use_ivar = True
napoleon_custom_sections = [("Source", "notes_style")]

# The prompt is not part of what somebody wants to type.
copybutton_prompt_text = r"\$ |>>> |\.\.\. "
copybutton_prompt_is_regexp = True

# Every name that a page refers to has to be there. What other projects define is
# named and not linked: the site is built without a network.
nitpicky = True
nitpick_ignore_regex = [
    (
        "py:.*",
        r"(datetime|dt|decimal|pathlib|os|zoneinfo|typing|collections|types|random)\..*",
    ),
    ("py:.*", r"(networkx|hypothesis|attrs|attr|st)\..*|(Multi|Di)?Graph|Attribute"),
]

# `polyagree.model.Person`: how many dots a public address has.
_DEPTH = 2


def _by_last_word(app, env, node, content):
    """
    Lead a reference to the one name that is told under its last word.

    A class is told at its public address, its sub-package, and an alias of several types
    where it is written down; annotations name the module in which something is defined.
    """
    if node.get("refdomain") != "py":
        return None
    python = env.domains["py"]
    target = node.get("reftarget", "")
    word = target.rpartition(".")[2]
    told = [name for name in python.objects if name.rpartition(".")[2] == word]
    if len(told) > 1:
        told = [name for name in told if name.count(".") == _DEPTH]
    if len(told) != 1:
        return None
    kind = python.objects[told[0]].objtype
    return python.resolve_xref(env, node["refdoc"], app.builder, kind, told[0], node, content)


def setup(app) -> None:
    # Pygments knows no CSV, and there is little to colour in it.
    app.add_lexer("csv", TextLexer)
    app.connect("missing-reference", _by_last_word)

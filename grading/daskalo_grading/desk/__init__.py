"""The desk: the page everybody sees after login, and the pages that act inside a person's own server.

Two programs share the templates and the look:

`python -m daskalo_grading.desk` is a hub-managed JupyterHub service named `desk`. It only reads.

    c.JupyterHub.services = [{
        "name": "desk",
        "url": "http://127.0.0.1:<free port>",
        "command": [sys.executable, "-m", "daskalo_grading.desk"],
        "environment": {"DASKALO_STATE": "<absolute path of .daskalo>", "DASKALO_LANGUAGE": "bg"},
        "oauth_no_confirm": True,
        "display": False,
    }]
    c.JupyterHub.load_roles = [
        {"name": "user", "scopes": ["self", "access:services!service=desk", ...]},   # everybody opens the desk
        {"name": "desk", "scopes": ["read:groups"], "services": ["desk"]},           # who learns in a course
    ]
    c.JupyterHub.default_url = "/services/desk/"      # with the base URL of the hub in front

Who learns and who leads comes from the groups `nbgrader-<course_id>` and `formgrade-<course_id>` of the person.
Optional: `DASKALO_NOTEBOOKS` (folder with `bg/` and `en/`, default: the checkout's `notebooks/`) and
`<state>/people.json` (`{"<user>": {"name": "Name to greet"}}`).

`daskalo_grading.desk.server` is a jupyter-server extension for the sandbox, `{"daskalo_grading.desk.server": true}` in
`jpserver_extensions`; pages under `<base_url>daskalo/`: `open`, `submit`, `validate`, `feedback`, `reset` (each with
`?course=<course_id>&unit=<unit>`, `open` also with `&as=app|lab`), `app?name=` and `notebook?name=`. It reads the same
`nbgrader_config.py` as nbgrader's commands there and the variables JUPYTERHUB_BASE_URL, DASKALO_LANGUAGE and
DASKALO_NOTEBOOKS. The landing page reaches it through `/hub/user-redirect/daskalo/...`, which starts the server if
needed.
"""

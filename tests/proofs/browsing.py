"""People at a site of a proof: they sign in, read pages and post the forms that they are shown."""

import threading
from urllib.parse import urljoin

import requests
from lxml import html

PATIENCE = 120


class Person:
    """Somebody with a browser of their own."""

    def __init__(self, port: int):
        self.address = f"http://127.0.0.1:{port}/"
        self.session = requests.Session()

    def get(self, path: str) -> requests.Response:
        return self.session.get(urljoin(self.address, path), timeout=PATIENCE)

    def sign_in(self, name: str, password: str) -> None:
        answer = self.post(self.form("/sign-in/"), {"username": name, "password": password})
        assert answer.status_code == 302, answer.text

    def form(self, path: str):
        """The form with most boxes on the page; posted by `post`."""
        answer = self.get(path)
        assert answer.status_code == 200, answer.status_code
        page = html.fromstring(answer.content, base_url=answer.url)
        found = max(page.forms, key=lambda each: len(each.fields.keys()))
        found.action = urljoin(answer.url, found.action or "")
        return found

    def post(self, form, changed: dict[str, str]) -> requests.Response:
        """The answer to the form with these values changed; redirections are not followed."""
        values = [(name, value) for name, value in form.form_values() if name not in changed]
        return self.session.post(
            form.action,
            data=[*values, *changed.items()],
            headers={"Referer": form.action},
            allow_redirects=False,
            timeout=PATIENCE,
        )


class Crowd:
    """Threads that work until they are told to stop; what one raises is raised at the end."""

    def __init__(self):
        self.over = threading.Event()
        self.failures: list[BaseException] = []
        self._threads: list[threading.Thread] = []

    def add(self, work, *arguments) -> None:
        """Have `work(*arguments)` done again and again."""

        def run():
            try:
                while not self.over.is_set():
                    work(*arguments)
            except BaseException as error:  # noqa: BLE001 - told in the thread of the test
                self.failures.append(error)
                self.over.set()

        thread = threading.Thread(target=run, daemon=True)
        self._threads.append(thread)
        thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.over.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        if self.failures:
            raise self.failures[0]

"""`python -m kwalificatiegraaf` is the program `kwalificatiegraaf`."""

from kwalificatiegraaf.cli.main import app

if __name__ == "__main__":
    app(prog_name="kwalificatiegraaf")

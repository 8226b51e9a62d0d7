"""The admin: where officials log and edit. It mirrors the models; `registration` lists all."""

"""How days and times are written where Django's own ways do not fit; see FORMAT_MODULE_PATH."""

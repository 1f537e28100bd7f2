"""The Flickr and MegaFace investigation."""

"""Writes the list of emoji for queries of one vendor and a gallery of the others: every fourth class is tested, the drawings of
the given vendor are its queries, all other drawings of the tested classes are the gallery.

    python3 experiments/src/test/python/emoji_list.py data/emoji noto > data/emoji-noto.csv
"""
import pathlib
import sys

folder, vendor = pathlib.Path(sys.argv[1]), sys.argv[2]
print("path,label,part")
for number, label in enumerate(sorted(each.name for each in folder.iterdir() if each.is_dir())):
    for image in sorted((folder / label).glob("*.png")):
        tested = "query" if image.stem == vendor else "gallery"
        print(f"{folder.name}/{label}/{image.name},{label},{tested if number % 4 == 0 else 'train'}")

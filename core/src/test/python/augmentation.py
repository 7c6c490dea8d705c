"""Writes core/src/test/resources/fixtures/augmentation.json: a small image, changed by Pillow as torchvision's functions for
Pillow images change it, at given parameters.

    python3 core/src/test/python/augmentation.py > core/src/test/resources/fixtures/augmentation.json

Written with Pillow 9.4.0. Pillow rounds or cuts off to whole numbers after each step; MetricLoss does not round.
"""
import json
import math

from PIL import Image, ImageEnhance, ImageOps, __version__

HEIGHT, WIDTH = 11, 9


def pixel(channel, y, x):
    """Smooth, without symmetry, from 17 to 239."""
    wave = math.sin(0.7 * x + 0.4 * channel) + math.cos(0.5 * y - 0.3 * channel * x)
    return int(round(128 + 50 * wave + 0.9 * (y - x)))


def planes(image):
    data = image.load()
    return [data[x, y][c] for c in range(3) for y in range(HEIGHT) for x in range(WIDTH)]


def affine(image, degrees, translate, scale, shear):
    """torchvision.transforms.functional.affine with the centre of the image, nearest neighbours and a black background."""
    angle, sx = math.radians(degrees), math.radians(shear)
    cx, cy = WIDTH * 0.5, HEIGHT * 0.5
    a, b = math.cos(angle), -math.cos(angle) * math.tan(sx) - math.sin(angle)
    c, d = math.sin(angle), -math.sin(angle) * math.tan(sx) + math.cos(angle)
    m = [each / scale for each in (d, -b, 0.0, -c, a, 0.0)]
    m[2] += m[0] * (-cx - translate[0]) + m[1] * (-cy - translate[1]) + cx
    m[5] += m[3] * (-cx - translate[0]) + m[4] * (-cy - translate[1]) + cy
    return image.transform((WIDTH, HEIGHT), Image.AFFINE, m, Image.NEAREST, fillcolor=(0, 0, 0))


def erase(image, top, left, height, width):
    changed = image.copy()
    changed.paste((0, 0, 0), (left, top, left + width, top + height))
    return changed


def resized_crop(image, top, left, height, width):
    part = image.crop((left, top, left + width, top + height))
    return part.resize((WIDTH, HEIGHT), Image.BILINEAR)


def crop(image, padding, top, left):
    padded = ImageOps.expand(image, padding, (255, 255, 255))
    return padded.crop((padding + left, padding + top, padding + left + WIDTH, padding + top + HEIGHT))


image = Image.new("RGB", (WIDTH, HEIGHT))
for y in range(HEIGHT):
    for x in range(WIDTH):
        image.putpixel((x, y), tuple(pixel(c, y, x) for c in range(3)))
cases = [
    ("flip", {"direction": "HORIZONTAL"}, image.transpose(Image.FLIP_LEFT_RIGHT)),
    ("flip", {"direction": "VERTICAL"}, image.transpose(Image.FLIP_TOP_BOTTOM)),
]
for padding, top, left in [(4, -3, 2), (2, 2, -1)]:
    cases.append(("crop", {"padding": padding, "top": top, "left": left}, crop(image, padding, top, left)))
for top, left, height, width in [(2, 1, 5, 6), (0, 0, 3, 9), (8, 4, 3, 5)]:
    given = {"top": top, "left": left, "height": height, "width": width}
    cases.append(("resizedCrop", given, resized_crop(image, **given)))
for degrees, translate, scale, shear in [(20, (1, -2), 0.8, 0), (-75, (0, 0), 1.3, 0), (10, (-1, 1), 1.1, 12), (0, (2, 3), 1, -8)]:
    given = {"degrees": degrees, "translate": translate, "scale": scale, "shear": shear}
    cases.append(("affine", given, affine(image, **given)))
given = {"top": 3, "left": 2, "height": 4, "width": 5}
cases.append(("erase", given, erase(image, **given)))
for name, enhance in [("brightness", ImageEnhance.Brightness), ("contrast", ImageEnhance.Contrast), ("saturation", ImageEnhance.Color)]:
    for factor in (0.6, 1.4):
        cases.append((name, {"factor": factor}, enhance(image).enhance(factor)))
print(json.dumps({
    "description": "Written by core/src/test/python/augmentation.py with Pillow " + __version__ + "; pixels are [3, height, width]",
    "shape": [3, HEIGHT, WIDTH],
    "pixels": planes(image),
    "cases": [{"name": name, "parameters": given, "pixels": planes(changed)} for name, given, changed in cases],
}, separators=(",", ":")).replace('{"name"', '\n{"name"'))

"""Makes the small TorchScript networks of ForeignModelTest: python3 make_torchscript.py (torch 1.13 of Debian)."""
import torch


class Features(torch.nn.Module):
    """The mean of each channel of the upper and of the lower half: [n, 3, h, w] -> [n, 6]."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        half = images.shape[2] // 2
        return torch.cat([images[:, :, :half].mean(dim=(2, 3)), images[:, :, half:].mean(dim=(2, 3))], dim=1)


class Images(torch.nn.Module):
    """Gives images instead of features."""

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return images * 2


torch.jit.script(Features()).save("features.pt")
torch.jit.script(Images()).save("images.pt")

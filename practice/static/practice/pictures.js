// What a phone can say of a picture before it is sent: type, size, sharpness. Nothing is sent from here.
const MEGABYTE = 1024 * 1024;
const LOOKED_AT = 512;
const SHARP = 60;
const SMALLER = 1600;

async function drawn(file, longest) {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(3, Math.round(bitmap.width * scale));
  canvas.height = Math.max(3, Math.round(bitmap.height * scale));
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// How much neighbouring points differ (variance of the Laplacian): letters that run into each other differ little.
export async function sharpness(file) {
  const canvas = await drawn(file, LOOKED_AT);
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  const grey = new Float32Array(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = 0.299 * data[4 * at] + 0.587 * data[4 * at + 1] + 0.114 * data[4 * at + 2];
  let sum = 0, squares = 0, count = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      const edge = 4 * grey[at] - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width];
      sum += edge;
      squares += edge * edge;
      count += 1;
    }
  }
  return squares / count - (sum / count) ** 2;
}

export const sizeOf = (file) => file.size / MEGABYTE;

// "ownType", "ownBig", "ownBlurry" or nothing. A picture this browser cannot open is judged by type and size alone.
export async function faultOfPicture(file, limits) {
  const ending = file.name.split(".").pop().toLowerCase();
  if (!limits.types.includes(ending)) return "ownType";
  if (sizeOf(file) > limits.max) return "ownBig";
  if (!file.type.startsWith("image/")) return "";
  try {
    return (await sharpness(file)) < SHARP ? "ownBlurry" : "";
  } catch (failure) {
    return "";
  }
}

// The size in MB that a picture would have after shrinking; 0 when this browser cannot.
export async function shrunkSize(file) {
  try {
    const canvas = await drawn(file, SMALLER);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.8); });
    return blob ? sizeOf(blob) : 0;
  } catch (failure) {
    return 0;
  }
}

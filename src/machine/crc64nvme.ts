/** A checksum of content that comes piece by piece. */
export interface Crc64Nvme {
  update(bytes: Uint8Array): void;
  /** In hex, 16 digits. */
  digest(): string;
}

/** CRC-64/NVME, which S3 computes for each object that comes without another checksum. Source: https://reveng.sourceforge.io/crc-catalogue/all.htm#crc.cat.crc-64-nvme */
export function crc64Nvme(): Crc64Nvme {
  const { high, low } = table();
  let [upper, lower] = [0xffff_ffff, 0xffff_ffff];
  return {
    update(bytes) {
      let [up, down] = [upper, lower];
      // A loop by index: this runs for each byte.
      for (let at = 0; at < bytes.length; at++) {
        const entry = (down ^ (bytes[at] ?? 0)) & 0xff;
        down = ((down >>> 8) | (up << 24)) ^ (low[entry] ?? 0);
        up = (up >>> 8) ^ (high[entry] ?? 0);
      }
      [upper, lower] = [up, down];
    },
    digest: () => [upper, lower].map((half) => (~half >>> 0).toString(16).padStart(8, '0')).join(''),
  };
}

const reversedPolynomial = 0x9a6c_9329_ac4b_c9b5n;

/** In halves of 32 bits, the largest integers that JavaScript computes quickly. */
function table(): { readonly high: Uint32Array; readonly low: Uint32Array } {
  const entries = Array.from({ length: 256 }, (_, first) => {
    let crc = BigInt(first);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ reversedPolynomial : crc >> 1n;
    return crc;
  });
  return {
    high: Uint32Array.from(entries, (crc) => Number(crc >> 32n)),
    low: Uint32Array.from(entries, (crc) => Number(crc & 0xffff_ffffn)),
  };
}

// A language model with random weights and two layers, and a projector that shows it pictures. What it says has no
// sense, in letters and spaces; what is tested is everything round the answer. It loads in a second.
import { type Member, type Tensor, writeGguf } from './gguf.js';

/** Sizes of the language model. */
const WIDTH = 64;
const HEADS = 4;
const HIDDEN = 128;
const LAYERS = 2;

/** Sizes of the model that sees, and of the one picture it looks at. */
const SIGHT_WIDTH = 64;
const PATCH = 14;
const PICTURE = 56;

const SPECIAL = ['<|endoftext|>', '<|im_start|>', '<|im_end|>'] as const;

/** Each message between its two marks; the projector's placeholder is part of the content. */
const CHAT_TEMPLATE =
  '{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}' +
  '{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}';

/** The score of a token that is never said, and of the end of an answer over that of a letter. */
const NEVER = -30;
const END_SCORE = -0.1;

/**
 * Writes the language model.
 *
 * @param path where to
 */
export function writeTinyModel(path: string): void {
  const tokens = [...byteLetters(), 'he', ...SPECIAL];
  const random = normals(1);
  const weights = (...shape: number[]) => filled(shape, () => 0.1 * random());
  const embedding = weights(tokens.length, WIDTH);
  const output = weights(tokens.length, WIDTH);
  const end = tokens.indexOf('<|im_end|>');
  // The first dimension is the same for every token, so its column alone says how likely each one is.
  for (const [index, token] of tokens.entries()) {
    embedding.values[index * WIDTH] = 3;
    const row = output.values.subarray(index * WIDTH, (index + 1) * WIDTH);
    row.set(row.map((value) => 3 * value));
    output.values[index * WIDTH] = /^([a-zA-Z]|Ġ)$/.test(token) ? 0 : NEVER;
  }
  output.values[end * WIDTH] = END_SCORE;
  const layers = Array.from({ length: LAYERS }, (_, index) => [
    ...['attn_norm', 'ffn_norm'].map((name) => [`blk.${index}.${name}`, ones(WIDTH)] as const),
    ...['attn_q', 'attn_k', 'attn_v', 'attn_output'].map(
      (name) => [`blk.${index}.${name}`, weights(WIDTH, WIDTH)] as const,
    ),
    ...['ffn_gate', 'ffn_up'].map(
      (name) => [`blk.${index}.${name}`, weights(HIDDEN, WIDTH)] as const,
    ),
    [`blk.${index}.ffn_down`, weights(WIDTH, HIDDEN)] as const,
  ]);
  const tensors = [
    ['token_embd', embedding] as const,
    ['output_norm', ones(WIDTH)] as const,
    ['output', output] as const,
    ...layers.flat(),
  ];
  writeGguf(path, languageMembers(tokens), named(tensors, '.weight'));
}

/**
 * Writes a projector: a small model that turns a picture into 16 words of a language model.
 *
 * @param path where to
 * @param width of the words of that language model
 */
export function writeProjector(path: string, width: number = WIDTH): void {
  const random = normals(2);
  const weights = (...shape: number[]) => filled(shape, () => 0.1 * random());
  const zeros = (length: number) => filled([length], () => 0);
  const square = (name: string) =>
    [
      [`${name}.weight`, weights(SIGHT_WIDTH, SIGHT_WIDTH)],
      [`${name}.bias`, zeros(SIGHT_WIDTH)],
    ] as const;
  const norm = (name: string) =>
    [
      [`${name}.weight`, ones(SIGHT_WIDTH)],
      [`${name}.bias`, zeros(SIGHT_WIDTH)],
    ] as const;
  const layer = (prefix: string) => [
    ...['attn_q', 'attn_k', 'attn_v', 'attn_out'].flatMap((name) => square(prefix + name)),
    ...['ln1', 'ln2'].flatMap((name) => norm(prefix + name)),
    [`${prefix}ffn_up.weight`, weights(HIDDEN, SIGHT_WIDTH)] as const,
    [`${prefix}ffn_up.bias`, zeros(HIDDEN)] as const,
    [`${prefix}ffn_down.weight`, weights(SIGHT_WIDTH, HIDDEN)] as const,
    [`${prefix}ffn_down.bias`, zeros(SIGHT_WIDTH)] as const,
  ];
  const patches = (PICTURE / PATCH) ** 2;
  const tensors = [
    ['v.class_embd', weights(SIGHT_WIDTH)] as const,
    ['v.patch_embd.weight', weights(SIGHT_WIDTH, 3, PATCH, PATCH)] as const,
    ['v.position_embd.weight', weights(patches + 1, SIGHT_WIDTH)] as const,
    ...norm('v.pre_ln'),
    ...Array.from({ length: LAYERS }, (_, index) => layer(`v.blk.${index}.`)).flat(),
    ['mm.0.weight', weights(width, SIGHT_WIDTH)] as const,
    ['mm.0.bias', zeros(width)] as const,
    ['mm.2.weight', weights(width, width)] as const,
    ['mm.2.bias', zeros(width)] as const,
  ];
  writeGguf(path, projectorMembers(width), named(tensors, ''));
}

function languageMembers(tokens: readonly string[]): Record<string, Member> {
  return {
    'general.architecture': { text: 'llama' },
    'general.name': { text: 'tiny' },
    'llama.context_length': { u32: 65_536 },
    'llama.embedding_length': { u32: WIDTH },
    'llama.block_count': { u32: LAYERS },
    'llama.feed_forward_length': { u32: HIDDEN },
    'llama.attention.head_count': { u32: HEADS },
    'llama.attention.head_count_kv': { u32: HEADS },
    'llama.attention.layer_norm_rms_epsilon': { f32: 1e-5 },
    'llama.rope.dimension_count': { u32: WIDTH / HEADS },
    'llama.vocab_size': { u32: tokens.length },
    'tokenizer.ggml.model': { text: 'gpt2' },
    'tokenizer.ggml.pre': { text: 'gpt-2' },
    'tokenizer.ggml.tokens': { texts: tokens },
    // 1: a word, 3: a mark of the template.
    'tokenizer.ggml.token_type': {
      i32s: tokens.map((token) => (SPECIAL.some((each) => each === token) ? 3 : 1)),
    },
    'tokenizer.ggml.merges': { texts: ['h e'] },
    'tokenizer.ggml.bos_token_id': { u32: tokens.indexOf('<|endoftext|>') },
    'tokenizer.ggml.eos_token_id': { u32: tokens.indexOf('<|im_end|>') },
    'tokenizer.ggml.add_bos_token': { bool: false },
    'tokenizer.chat_template': { text: CHAT_TEMPLATE },
  };
}

function projectorMembers(width: number): Record<string, Member> {
  return {
    'general.architecture': { text: 'clip' },
    'general.name': { text: 'tiny-sight' },
    'general.file_type': { u32: 0 },
    'clip.has_vision_encoder': { bool: true },
    'clip.has_text_encoder': { bool: false },
    'clip.has_llava_projector': { bool: true },
    'clip.projector_type': { text: 'mlp' },
    'clip.use_gelu': { bool: true },
    'clip.vision.image_size': { u32: PICTURE },
    'clip.vision.patch_size': { u32: PATCH },
    'clip.vision.embedding_length': { u32: SIGHT_WIDTH },
    'clip.vision.feed_forward_length': { u32: HIDDEN },
    'clip.vision.projection_dim': { u32: width },
    'clip.vision.block_count': { u32: LAYERS },
    'clip.vision.attention.head_count': { u32: HEADS },
    'clip.vision.attention.layer_norm_epsilon': { f32: 1e-5 },
    'clip.vision.image_mean': { f32s: [0.5, 0.5, 0.5] },
    'clip.vision.image_std': { f32s: [0.5, 0.5, 0.5] },
  };
}

/** The letters by which a byte-level tokenizer writes the 256 bytes, in the order of the bytes. */
function byteLetters(): string[] {
  const isShown = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let hidden = 0;
  return Array.from({ length: 256 }, (_, byte) =>
    String.fromCodePoint(isShown(byte) ? byte : 256 + hidden++),
  );
}

function named(
  tensors: readonly (readonly [string, Tensor])[],
  ending: string,
): Record<string, Tensor> {
  return Object.fromEntries(tensors.map(([name, tensor]) => [name + ending, tensor]));
}

function ones(length: number): Tensor {
  return filled([length], () => 1);
}

function filled(shape: readonly number[], value: () => number): Tensor {
  const length = shape.reduce((all, size) => all * size, 1);
  return { shape, values: Float32Array.from({ length }, value) };
}

/** Numbers of a normal distribution, the same ones for the same seed (Box and Muller; a 32-bit xorshift). */
function normals(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  const uniform = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

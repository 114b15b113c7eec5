/** The hub's name of the benchmark's data set. */
export const SIUO_HUB_ID = 'sinwang/SIUO';

/** The commit of the data set that results refer to unless another is named. */
export const SIUO_REVISION = '024e80a01795376b9fed12f8073a12f2275f22ee';

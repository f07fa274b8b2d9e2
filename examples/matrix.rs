//! A small dense matrix of `f64`, stored row by row.

use std::fmt;
use std::ops::{Add, Index, IndexMut, Mul, Sub};

#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    rows: usize,
    cols: usize,
    cells: Vec<f64>,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn zeros(rows: usize, cols: usize) -> Self {
        let cells = vec![0.0; rows * cols];
        Matrix { rows, cols, cells }
    }

    /// The matrix that changes nothing when it is multiplied with.
    pub fn identity(size: usize) -> Self {
        let mut result = Matrix::zeros(size, size);
        for i in 0..size {
            result[(i, i)] = 1.0;
        }
        result
    }

    /// Builds a matrix from its rows. Panics if they are not of one length.
    pub fn from_rows(rows: &[&[f64]]) -> Self {
        let cols = rows.first().map_or(0, |row| row.len());
        assert!(rows.iter().all(|row| row.len() == cols), "rows differ");
        let mut result = Matrix::zeros(rows.len(), cols);
        result.cells = rows.concat();
        result
    }

    /// Rows become columns.
    pub fn transposed(&self) -> Self {
        let mut result = Matrix::zeros(self.cols, self.rows);
        for row in 0..self.rows {
            for col in 0..self.cols {
                result[(col, row)] = self[(row, col)];
            }
        }
        result
    }

    fn zip_with(&self, other: &Matrix, f: impl Fn(f64, f64) -> f64) -> Matrix {
        assert!(self.rows == other.rows && self.cols == other.cols);
        let mut result = self.clone();
        for (cell, operand) in result.cells.iter_mut().zip(&other.cells) {
            *cell = f(*cell, *operand);
        }
        result
    }
}

impl Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (row, col): (usize, usize)) -> &f64 {
        &self.cells[row * self.cols + col]
    }
}

impl IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (row, col): (usize, usize)) -> &mut f64 {
        &mut self.cells[row * self.cols + col]
    }
}

impl Add for &Matrix {
    type Output = Matrix;

    fn add(self, other: &Matrix) -> Matrix {
        self.zip_with(other, |a, b| a + b)
    }
}

impl Sub for &Matrix {
    type Output = Matrix;

    fn sub(self, other: &Matrix) -> Matrix {
        self.zip_with(other, |a, b| a - b)
    }
}

impl Mul for &Matrix {
    type Output = Matrix;

    fn mul(self, other: &Matrix) -> Matrix {
        assert_eq!(self.cols, other.rows, "shapes do not fit");
        let mut result = Matrix::zeros(self.rows, other.cols);
        for row in 0..self.rows {
            for col in 0..other.cols {
                result[(row, col)] = (0..self.cols)
                    .map(|k| self[(row, k)] * other[(k, col)])
                    .sum();
            }
        }
        result
    }
}

impl fmt::Display for Matrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.cells.chunks(self.cols) {
            let cells: Vec<String> = row.iter().map(|cell| format!("{cell:6.2}")).collect();
            writeln!(f, "[{}]", cells.join(" "))?;
        }
        Ok(())
    }
}

fn main() {
    let a = Matrix::from_rows(&[&[1.0, 2.0], &[3.0, 4.0]]);
    let b = Matrix::identity(2);
    print!("{}", &(&a + &b) * &a.transposed());
    print!("{}", &a - &b);
}

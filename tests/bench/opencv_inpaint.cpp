// OpenCV's Navier-Stokes inpainting of PICTURE where MASK is not black: prints its CPU
// seconds and the PSNR within the mask on standard error. Built by bench.sh alone.
#include <opencv2/imgcodecs.hpp>
#include <opencv2/photo.hpp>

#include <cmath>
#include <cstdio>
#include <ctime>

int main(int, char **argv) {
    cv::setNumThreads(1);
    cv::Mat picture = cv::imread(argv[1], cv::IMREAD_COLOR);
    cv::Mat mask = cv::imread(argv[2], cv::IMREAD_GRAYSCALE);
    cv::Mat broken = picture.clone();
    broken.setTo(cv::Scalar(0, 0, 0), mask);
    cv::Mat healed;
    std::clock_t start = std::clock();
    cv::inpaint(broken, mask, healed, 3, cv::INPAINT_NS);
    double seconds = double(std::clock() - start) / CLOCKS_PER_SEC;
    double sum = 0, count = 0;
    for (int y = 0; y < picture.rows; y++) {
        for (int x = 0; x < picture.cols; x++) {
            for (int c = 0; mask.at<uchar>(y, x) && c < 3; c++) {
                double off = healed.at<cv::Vec3b>(y, x)[c] -
                             double(picture.at<cv::Vec3b>(y, x)[c]);
                sum += off * off;
                count += 1;
            }
        }
    }
    double decibels = 10 * std::log10(255.0 * 255.0 * count / std::fmax(sum, 1.0));
    std::fprintf(stderr, "%f %f\n", seconds, decibels);
}
